"""Structure in, structure out: facts, milestones, dates. No model, no network; today is passed in."""
