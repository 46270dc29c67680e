package orderimport.cluster;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A process that shares the database.
 *
 * @param configuration the hash of each part of the configuration, by its name
 * @param alive whether it has shown a sign of life lately
 * @param imports the ids of the imports that it works on
 * @param parts the parts of imports that it builds, such as {@code 12 partition3}
 */
public record Member(
    String host,
    long processId,
    Role role,
    String version,
    Map<String, String> configuration,
    Instant since,
    Instant seenAt,
    boolean alive,
    List<Long> imports,
    List<String> parts) {}
