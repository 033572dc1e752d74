"""The adapter as it is, over a sequencer with a planted defect: python3 defective.py ID"""

import sys

import defects
import sequencer

if len(sys.argv) != 2 or sys.argv[1] not in defects.VARIANTS:
    sys.exit("one of these ids is needed: " + " ".join(defects.VARIANTS))
sequencer.Sequencer = defects.VARIANTS[sys.argv[1]]
import adapter  # noqa: E402 (runs until the input ends, and takes the sequencer that it finds)
