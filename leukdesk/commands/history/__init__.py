"""The actions of ``leukdesk history``, one module each."""
