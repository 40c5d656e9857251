"""The routes of joint plans."""
