"""Reading plans out of documents: milestones, dependencies, and what else a plan can founder on."""
