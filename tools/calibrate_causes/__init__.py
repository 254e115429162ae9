"""`PYTHONPATH=.:tools python -m calibrate_causes`: how often causes are found in simulated companies, rightly or not.

Companies come from `ordinary`, which shares no code with the product; they are read, diagnosed and planned as a
client's files would be, and not put on paper. The tables are in docs/calibration_causes.md.
"""
