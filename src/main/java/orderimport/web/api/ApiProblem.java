package orderimport.web.api;

import io.swagger.v3.oas.annotations.media.Schema;

/** Problem details as RFC 9457 defines them. */
@Schema(
    name = "Problem",
    description = "Why a request failed (RFC 9457)",
    requiredProperties = {"type", "title", "status", "detail", "instance", "code"})
record ApiProblem(
    @Schema(example = "urn:order-import:problem:not_found") String type,
    @Schema(
            description = "The problem in the language of Accept-Language (en, nb, da)",
            example = "Not found")
        String title,
    @Schema(description = "The HTTP status", example = "404") int status,
    @Schema(description = "What to do, in the same language") String detail,
    @Schema(description = "The path of the request", example = "/api/v1/imports/7") String instance,
    @Schema(description = "A code for programs, which never changes", example = "not_found")
        String code) {}
