"""The virtual microscope: blood-smear fields that this project renders, for machines without a camera."""
