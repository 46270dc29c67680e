package orderimport.retention;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import orderimport.imports.ExpiredImports;
import org.springframework.util.FileSystemUtils;

/** Deletes the results folders of imports and dry runs in the data directory. */
record ReportPurge(Path folder, ExpiredImports imports) {

  /**
   * Deletes the results of imports and dry runs that ended before a time; returns the number of
   * folders.
   */
  int deleteBefore(Instant time) {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> folders = all.filter(Files::isDirectory).toList();
      Set<Long> expired =
          imports.endedBefore(
              time, folders.stream().filter(ReportPurge::isOfImport).map(ReportPurge::id).toList());
      List<Path> toDelete = new ArrayList<>();
      for (Path each : folders) {
        if (isOfImport(each) ? expired.contains(id(each)) : isOldDryRun(each, time)) {
          toDelete.add(each);
        }
      }
      for (Path each : toDelete) {
        FileSystemUtils.deleteRecursively(each);
      }
      return toDelete.size();
    } catch (IOException e) {
      throw new UncheckedIOException("Old results in %s cannot be deleted".formatted(folder), e);
    }
  }

  private static boolean isOfImport(Path each) {
    return name(each).matches("[0-9]{1,18}");
  }

  private static long id(Path each) {
    return Long.parseLong(name(each));
  }

  private static boolean isOldDryRun(Path each, Instant time) throws IOException {
    return name(each).matches("validate-[0-9]+")
        && Files.getLastModifiedTime(each).toInstant().isBefore(time);
  }

  private static String name(Path each) {
    return String.valueOf(each.getFileName());
  }
}
