"""How people come in: sessions, sign-in, second factors, confirmations, invitations."""
