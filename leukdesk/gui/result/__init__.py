"""What is known of the picture that is shown: bars, headline, quality."""
