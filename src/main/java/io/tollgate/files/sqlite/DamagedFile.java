package io.tollgate.files.sqlite;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A database file that is damaged: it makes way, and is never deleted. */
public final class DamagedFile {

  private static final int PAGE_SIZE = 16;
  private static final int PAGE_COUNT = 28;
  private static final int FIRST_FREE_PAGE = 32;

  private DamagedFile() {}

  /** Moves the file away, with its log; the log's index is made anew. */
  public static Path setAside(Path file, long now) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".damaged-" + now);
    for (int again = 1; Files.exists(aside); again++) {
      aside = file.resolveSibling(file.getFileName() + ".damaged-" + now + "-" + again);
    }
    move(file, aside);
    move(beside(file, "-wal"), beside(aside, "-wal"));
    Files.deleteIfExists(beside(file, "-shm"));
    return aside;
  }

  /**
   * Makes a copy whose first page is that of an empty file of the same schema: with the first page
   * all rows are lost otherwise, as it says where the tables begin. Tables of one schema begin at
   * the same pages.
   */
  public static Path copyWithFirstPage(Path damaged, Path empty) throws IOException {
    Path copy = damaged.resolveSibling(damaged.getFileName() + ".copy");
    Files.copy(
        damaged, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    if (Files.exists(beside(damaged, "-wal"))) {
      Files.copy(
          beside(damaged, "-wal"),
          beside(copy, "-wal"),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.COPY_ATTRIBUTES);
    }
    try (RandomAccessFile from = new RandomAccessFile(empty.toFile(), "r");
        RandomAccessFile to = new RandomAccessFile(copy.toFile(), "rw")) {
      from.seek(PAGE_SIZE);
      byte[] page = new byte[from.readUnsignedShort()];
      from.seek(0);
      from.readFully(page);
      to.seek(0);
      to.write(page);
      to.seek(PAGE_COUNT);
      to.writeInt((int) (to.length() / page.length));
      to.seek(FIRST_FREE_PAGE);
      to.writeLong(0);
    }
    return copy;
  }

  /** Deletes a copy that has been read. */
  public static void deleteCopy(Path copy) throws IOException {
    Files.deleteIfExists(copy);
    Files.deleteIfExists(beside(copy, "-wal"));
    Files.deleteIfExists(beside(copy, "-shm"));
  }

  private static void move(Path from, Path to) throws IOException {
    if (Files.exists(from)) {
      Files.move(from, to);
    }
  }

  private static Path beside(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }
}
