package orderimport.web.api;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.springframework.core.annotation.AliasFor;
import org.springframework.http.MediaType;

/**
 * Documents a response with an {@link ApiProblem}. There is an annotation for each status, since
 * springdoc finds only one of a kind that is based on its own.
 */
@Retention(RetentionPolicy.RUNTIME)
@ApiResponse(
    content =
        @Content(
            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
            schema = @Schema(implementation = ApiProblem.class)))
@interface ProblemResponse {
  @AliasFor(annotation = ApiResponse.class, attribute = "responseCode")
  String status();

  /** What has to be the case. */
  @AliasFor(annotation = ApiResponse.class, attribute = "description")
  String description() default "";

  /** Status 409. */
  @Retention(RetentionPolicy.RUNTIME)
  @ProblemResponse(status = "409")
  @interface Conflict {
    @AliasFor(annotation = ProblemResponse.class, attribute = "description")
    String value();
  }

  /** Status 413. */
  @Retention(RetentionPolicy.RUNTIME)
  @ProblemResponse(status = "413")
  @interface TooLarge {
    @AliasFor(annotation = ProblemResponse.class, attribute = "description")
    String value();
  }

  /** Status 415. */
  @Retention(RetentionPolicy.RUNTIME)
  @ProblemResponse(status = "415")
  @interface UnsupportedMediaType {
    @AliasFor(annotation = ProblemResponse.class, attribute = "description")
    String value();
  }

  /** Status 422. */
  @Retention(RetentionPolicy.RUNTIME)
  @ProblemResponse(status = "422")
  @interface Unprocessable {
    @AliasFor(annotation = ProblemResponse.class, attribute = "description")
    String value();
  }

  /** Status 503. */
  @Retention(RetentionPolicy.RUNTIME)
  @ProblemResponse(status = "503")
  @interface Overloaded {
    @AliasFor(annotation = ProblemResponse.class, attribute = "description")
    String value();
  }
}
