package orderimport.web;

import org.jspecify.annotations.Nullable;

/**
 * What a request was about that ended with an unexpected error.
 *
 * @param act what was being done, as the key of its words below {@code error.while}
 * @param of the file or order that it was done to; blank if it is not known
 * @param importId the import that it was done to; null if there is none
 * @param changes whether it may have changed something before it failed
 */
record FailedRequest(String act, String of, @Nullable Long importId, boolean changes) {}
