package orderimport.web;

import org.jspecify.annotations.Nullable;

/**
 * Describes a request that ended with an unexpected error, for the error page.
 *
 * @param action the action, a message code below {@code error.while}
 * @param subject the name of the file or order; blank if not known
 * @param importId null if the request was not about an import
 * @param changes whether the request may have changed data before it failed
 */
record FailedRequest(String action, String subject, @Nullable Long importId, boolean changes) {}
