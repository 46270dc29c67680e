package orderimport.web.api;

import java.util.List;
import java.util.Map;

/** The result of a dry run. */
record ValidationResource(
    String file,
    String sha256,
    int exit_code,
    Map<String, Long> rows,
    Map<String, Long> orders,
    List<ProblemResource> problems,
    boolean more_problems) {}
