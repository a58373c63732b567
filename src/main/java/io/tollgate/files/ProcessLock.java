package io.tollgate.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a data file for one process, by a lock on a file beside it. The system gives the lock up
 * when the process ends, however it ends; the file beside it stays, and says whose the data file
 * is.
 */
public final class ProcessLock implements AutoCloseable {

  /**
   * Closing any channel to a file gives up what the process holds on it (fcntl(2)), so a second
   * server in this JVM must not even open it. Class loaders share nothing but the JVM's properties.
   */
  private static final String HELD_HERE = "io.tollgate.files.held:";

  private static final String SUFFIX = ".tollgate-lock";

  private final String key;
  private final Path file;
  private final FileChannel channel;
  private final boolean usedBefore;

  private ProcessLock(String key, Path file, FileChannel channel, boolean usedBefore) {
    this.key = key;
    this.file = file;
    this.channel = channel;
    this.usedBefore = usedBefore;
  }

  /** Whether a server has used the data file before. */
  public boolean usedBefore() {
    return usedBefore;
  }

  /**
   * Takes the lock at once or not at all.
   *
   * @param data in a folder that exists
   */
  public static ProcessLock take(Path data) throws IOException {
    Path file = beside(data);
    boolean usedBefore = Files.isRegularFile(file);
    PrivateFiles.makeFile(file);
    String key = HELD_HERE + file.toRealPath();
    if (System.getProperties().putIfAbsent(key, "") != null) {
      throw new HeldException("another server of this process");
    }
    FileChannel channel = null;
    try {
      String holder = holder(file);
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      lock(channel, holder);
      ByteBuffer own =
          ByteBuffer.wrap(
              ("process " + ProcessHandle.current().pid() + "\n")
                  .getBytes(StandardCharsets.US_ASCII));
      channel.truncate(0);
      channel.write(own, 0);
      return new ProcessLock(key, file, channel, usedBefore);
    } catch (IOException e) {
      if (channel != null) {
        channel.close();
      }
      System.clearProperty(key);
      throw e;
    }
  }

  private static void lock(FileChannel channel, String holder) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      throw new HeldException("another server of this process");
    }
    if (lock == null) {
      throw new HeldException(holder);
    }
  }

  /** As the holder has written, for an operator. */
  private static String holder(Path file) throws IOException {
    String words = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    return words.matches("process \\d{1,10}") ? words : "another process";
  }

  /** Beside the file itself, not beside a link to it: two links lead to one lock. */
  /** Whether a process has ever had the file to itself. */
  public static boolean wasTaken(Path data) {
    return Files.isRegularFile(beside(data));
  }

  private static Path beside(Path data) {
    Path real = data;
    try {
      real = data.toRealPath();
    } catch (IOException e) {
      // It is yet to be made; its folder is there, and two links to that lead to one lock as well.
    }
    return real.resolveSibling(real.getFileName() + SUFFIX);
  }

  /** The data file turned out to be none: the lock leaves no trace of itself. */
  public void abandon() throws IOException {
    if (!usedBefore) {
      Files.deleteIfExists(file);
    }
    close();
  }

  @Override
  public void close() throws IOException {
    channel.close();
    System.clearProperty(key);
  }

  /** Somebody else holds the lock; the message says who. */
  public static final class HeldException extends IOException {
    private static final long serialVersionUID = 1L;

    HeldException(String holder) {
      super(holder);
    }
  }
}
