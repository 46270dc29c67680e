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
import org.springframework.util.FileSystemUtils;

/** The folders of results in the data folder: of imports, and of dry runs. */
record ReportPurge(Path folder, RowPurge imports) {

  /** Deletes those of imports that ended before a time, and of dry runs; gives how many. */
  int deleteBefore(Instant time) {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> folders = all.filter(Files::isDirectory).toList();
      Set<Long> over =
          imports.endedBefore(
              time, folders.stream().filter(ReportPurge::isOfImport).map(ReportPurge::id).toList());
      List<Path> old = new ArrayList<>();
      for (Path each : folders) {
        if (isOfImport(each) ? over.contains(id(each)) : isOldDryRun(each, time)) {
          old.add(each);
        }
      }
      for (Path each : old) {
        FileSystemUtils.deleteRecursively(each);
      }
      return old.size();
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
