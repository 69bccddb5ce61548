[assembly: CollectionBehavior(DisableTestParallelization = true)] // ShowPII and its like are static
