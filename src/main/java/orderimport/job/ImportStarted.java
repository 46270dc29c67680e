package orderimport.job;

/** An application event: this process has the lease on an import, and begins to work on it. */
public record ImportStarted(long importId) {}
