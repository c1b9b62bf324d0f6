"""The portal while its services are slow, stopped, hung or out of room. `make faults` runs all of it."""
