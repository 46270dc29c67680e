package orderimport.retention;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import orderimport.imports.ExpiredImports;

/** Deletes uploaded files in the data directory. Each is named by its import's number. */
record UploadPurge(Path folder, ExpiredImports imports) {

  /**
   * Deletes the files of imports that ended before a time, and older files without an import;
   * returns their number.
   */
  int deleteBefore(Instant time) {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> files = all.filter(UploadPurge::isOfImport).toList();
      List<Long> ids = files.stream().map(UploadPurge::id).toList();
      Set<Long> expired = imports.endedBefore(time, ids);
      Set<Long> there = imports.existing(ids);
      int deleted = 0;
      for (Path each : files) {
        boolean old = there.contains(id(each)) ? expired.contains(id(each)) : isOld(each, time);
        if (old && Files.deleteIfExists(each)) {
          deleted++;
        }
      }
      return deleted;
    } catch (IOException e) {
      throw new UncheckedIOException("Old uploads in %s cannot be deleted".formatted(folder), e);
    }
  }

  private static boolean isOld(Path each, Instant time) throws IOException {
    try {
      return Files.getLastModifiedTime(each).toInstant().isBefore(time);
    } catch (NoSuchFileException e) {
      // A re-read moved it to the number of another import.
      return false;
    }
  }

  private static boolean isOfImport(Path each) {
    return String.valueOf(each.getFileName()).matches("[0-9]{1,18}");
  }

  private static long id(Path each) {
    return Long.parseLong(String.valueOf(each.getFileName()));
  }
}
