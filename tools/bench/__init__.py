"""Speed, measured as ratios to a yardstick in the same run, so that one machine can be compared with another."""
