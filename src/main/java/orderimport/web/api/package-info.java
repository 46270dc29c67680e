/**
 * The REST API below {@code /api/v1}, and its OpenAPI document. Entry points: {@link
 * orderimport.web.api.ApiSecurity}, and {@link orderimport.web.api.ApiProblems} for everything that
 * goes wrong. See ADR 0021.
 */
@NullMarked
package orderimport.web.api;

import org.jspecify.annotations.NullMarked;
