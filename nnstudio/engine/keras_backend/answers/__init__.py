"""How each question is answered: `answer(question, given)` is a generator that yields between steps.

A step takes at most about a tenth of a second: so long do a run, its stop, other questions and a cancel wait for it.
"""
