package io.tollgate.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Makes files and folders that only the server's user may read, whatever the umask says: they hold
 * who sent what to whom. On file systems without POSIX permissions those of the parent folder hold.
 */
public final class PrivateFiles {

  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private PrivateFiles() {}

  /** Makes the folder and those above it where they are missing; one that exists stays as it is. */
  public static void makeFolder(Path folder) throws IOException {
    List<Path> missing = new ArrayList<>();
    for (Path each = folder.toAbsolutePath();
        each != null && !Files.isDirectory(each);
        each = each.getParent()) {
      missing.add(each);
    }
    Collections.reverse(missing);
    for (Path each : missing) {
      try {
        Files.createDirectory(each, attributes(FOLDER));
      } catch (FileAlreadyExistsException e) {
        if (!Files.isDirectory(each)) {
          throw e;
        }
      }
    }
  }

  /** Makes an empty file, or takes the rights of others from one that exists. */
  public static void makeFile(Path file) throws IOException {
    try {
      Files.createFile(file, attributes(FILE));
    } catch (FileAlreadyExistsException e) {
      restrict(file);
    }
  }

  /** Takes the rights of others from a file, if it exists. */
  public static void restrict(Path file) throws IOException {
    if (hasPermissions()
        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && !FILE.containsAll(Files.getPosixFilePermissions(file))) {
      Files.setPosixFilePermissions(file, FILE);
    }
  }

  private static FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
    return hasPermissions()
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  private static boolean hasPermissions() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }
}
