"""post: the mail room: SMTP out, IMAP in, matching, safety. No database but through what it is given."""
