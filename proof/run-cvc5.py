#!/usr/bin/env python3
"""Runs cvc5 on the SMT-LIB text that comes in on stdin: its package for Python brings no program.

    pip install cvc5
    ./isequencer prove --solver "python3 proof/run-cvc5.py"

The first argument, if there is one, is the time that a goal may take, in milliseconds (default: 10000).
"""

import sys

import cvc5


def main():
    solver = cvc5.Solver()
    solver.setOption("incremental", "true")
    solver.setOption("tlimit-per", sys.argv[1] if len(sys.argv) > 1 else "10000")
    parser = cvc5.InputParser(solver)
    parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, sys.stdin.read(), "stdin")
    symbols = parser.getSymbolManager()
    while True:
        command = parser.nextCommand()
        if command.isNull():
            break
        answer = command.invoke(solver, symbols).strip()
        if answer and answer != "success":
            print(answer, flush=True)


if __name__ == "__main__":
    main()
