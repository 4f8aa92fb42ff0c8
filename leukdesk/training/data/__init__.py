"""What is learnt from: labelled pictures, what is known of them, and how they are divided. No TensorFlow here."""
