"""What `make bench` measures. Figures are printed as ratios of one run on one machine; nothing is asserted."""
