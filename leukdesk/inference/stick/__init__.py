"""Model packages as one file on a stick: made, checked, signed, and kept by a station with the way back."""
