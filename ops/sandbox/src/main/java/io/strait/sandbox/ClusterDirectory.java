package io.strait.sandbox;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/** The one directory a cluster owns: made by it, for its user's eyes only, and deleted by it. */
final class ClusterDirectory {
  private final Path path;

  private ClusterDirectory(Path path) {
    this.path = path;
  }

  /** Refuses a directory that exists, because closing the cluster would delete what is in it. */
  static ClusterDirectory create(SandboxSpec spec) {
    Path path = spec.directory().toAbsolutePath().normalize().resolve(spec.alias());
    try {
      Files.createDirectories(path.getParent());
      createPrivate(path);
    } catch (IOException e) {
      throw new SandboxException(
          "cannot make the new directory "
              + path
              + " for cluster '"
              + spec.alias()
              + "' (it must not exist yet, its parent must be writable): "
              + e,
          e);
    }
    return new ClusterDirectory(path);
  }

  private static void createPrivate(Path path) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectory(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectory(path);
    }
  }

  Path path() {
    return path;
  }

  /** Deletes one thing in it, or with the directory's own path all of it; absent is fine. */
  void delete(Path part) {
    try {
      Files.walkFileTree(part, new Deleting());
    } catch (NoSuchFileException gone) {
      return;
    } catch (IOException e) {
      throw new SandboxException("cannot delete " + part + "; delete it by hand: " + e, e);
    }
  }

  private static final class Deleting extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
