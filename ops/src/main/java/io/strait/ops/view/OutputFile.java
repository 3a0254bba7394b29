package io.strait.ops.view;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether a file that is to be written at the end of long work can be written at all. */
public final class OutputFile {
  private OutputFile() {}

  /**
   * Looks without touching anything; ask before the work, so that its result is not lost.
   *
   * @return what is wrong and what to do, or empty when nothing is. Not guaranteed: that it is
   *     still so later
   */
  public static Optional<String> fault(String option, Path file) {
    String start = option + " " + file + ": ";
    if (Files.isDirectory(file)) {
      return Optional.of(start + "is a folder; name a file in it");
    }
    if (Files.exists(file)) {
      return Files.isWritable(file)
          ? Optional.empty()
          : Optional.of(start + "exists and this user may not write it; name another file");
    }
    Path folder = file.toAbsolutePath().getParent();
    return folder != null && Files.isDirectory(folder) && Files.isWritable(folder)
        ? Optional.empty()
        : Optional.of(start + "folder " + folder + " must exist and be writable");
  }
}
