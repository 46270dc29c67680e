package orderimport.web.api;

import java.time.Instant;
import java.util.Map;
import orderimport.imports.Import;
import orderimport.web.imports.ImportStage;
import org.jspecify.annotations.Nullable;

/** An import, named as in {@code summary.json}. */
record ImportResource(
    long import_id,
    String file,
    String sha256,
    Import.State state,
    ImportStage stage,
    @Nullable Integer exit_code,
    Map<String, Long> rows,
    Map<String, Long> orders,
    Instant started,
    @Nullable Instant finished,
    Map<String, String> environments,
    @Nullable String uploaded_by,
    @Nullable String review,
    @Nullable String assignee,
    @Nullable String end_reason) {}
