"""What people choose a vendor by beside its prices: one file of dated facts a vendor."""
