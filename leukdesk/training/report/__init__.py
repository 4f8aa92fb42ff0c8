"""What is told of a trained model: one report as plain values, its page, its pictures."""
