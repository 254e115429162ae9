"""`python -m ordinary --seed 7 --out FOLDER`: SIMULATED companies in which nobody is worse than anybody, and plants.

What the diagnosis of causes is calibrated on (docs/calibration_causes.md). It shares no code with the product:
it writes files in the product's formats, and a test holds that it imports nothing of it.
"""
