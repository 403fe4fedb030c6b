"""templates: the words of letters, mails and forms, and the lean Word masters."""
