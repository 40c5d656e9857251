"""Questions, answers and checks: chat by our own route and by the OpenAI protocol, conversations, verification."""
