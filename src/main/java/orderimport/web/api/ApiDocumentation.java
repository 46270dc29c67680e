package orderimport.web.api;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import io.swagger.v3.oas.annotations.servers.Server;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.stereotype.Component;

/** What the OpenAPI document says about the API as a whole. */
@OpenAPIDefinition(
    info =
        @Info(
            title = "order-import",
            version = "1",
            description =
                "Imports orders of internet lines from spreadsheets and places each once with its"
                    + " carrier. Everything that goes wrong is a problem of RFC 9457 with a stable"
                    + " `code`; its texts, and those of the problems in files, are in the language"
                    + " of `Accept-Language` (en, nb, da). New properties may be added to any"
                    + " response."),
    servers = @Server(url = "/"),
    security = @SecurityRequirement(name = "token"),
    tags = {
      @Tag(name = "imports", description = "Files that are read, checked and placed"),
      @Tag(name = "orders", description = "The orders of all imports"),
      @Tag(name = "carriers", description = "What a sheet for a carrier can have")
    })
@SecurityScheme(
    name = "token",
    type = SecuritySchemeType.HTTP,
    scheme = "bearer",
    description =
        "A token that an administrator makes on the page, under \"API tokens\". Its roles are those"
            + " of the page: VIEW, UPLOAD, PLACE.")
@Component
class ApiDocumentation {}
