#!/bin/sh
# Makes the self-contained program: the launcher without the parts about the build, and the jar behind it.
#
# A JVM reads a jar from its end, and a shell reads no further than exec, so one file is both.
set -eu

[ $# -eq 3 ] || {
    echo "usage: single-file.sh LAUNCHER JAR FILE" >&2
    exit 64
}
mkdir -p "$(dirname "$3")"
sed '/^# build: begin$/,/^# build: end$/d' "$1" >"$3.part"
cat "$2" >>"$3.part"
chmod +x "$3.part"
mv -f "$3.part" "$3"
