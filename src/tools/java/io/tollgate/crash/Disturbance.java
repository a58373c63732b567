package io.tollgate.crash;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** What the operating system does to the server besides killing it. */
final class Disturbance {

  static final int ENOSPC = 28;
  static final int EROFS = 30;

  private final Path library;
  private final Path control;
  private final MappedByteBuffer numbers;

  Disturbance(Path folder) throws IOException {
    library = folder.resolve("disturb.so");
    control = folder.resolve("disturb.control");
    compile(folder.resolve("disturb.c"));
    try (FileChannel file =
        FileChannel.open(
            control,
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      numbers = file.map(FileChannel.MapMode.READ_WRITE, 0, 2 * Long.BYTES);
      numbers.order(ByteOrder.nativeOrder());
    }
  }

  private void compile(Path source) throws IOException {
    try (InputStream in = Disturbance.class.getResourceAsStream("disturb.c")) {
      Files.copy(in, source);
    }
    try {
      int status =
          new ProcessBuilder(
                  "gcc", "-shared", "-fPIC", "-O1", "-o", "" + library, "" + source, "-ldl")
              .inheritIO()
              .start()
              .waitFor();
      if (status != 0) {
        throw new IllegalStateException("gcc failed: apt-get install gcc libc6-dev");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException("gcc does not run: apt-get install gcc libc6-dev", e);
    }
  }

  /**
   * For the process that is to be disturbed.
   *
   * @param files files whose path begins so are on the disk that fails
   */
  Map<String, String> environment(Path files) {
    return Map.of(
        "LD_PRELOAD", library.toString(),
        "DISTURB_CONTROL", control.toString(),
        "DISTURB_FILE", files.toString());
  }

  /** The node's clock is set forward, or back. */
  void stepClock(long seconds) {
    numbers.putLong(0, numbers.getLong(0) + seconds);
  }

  void failDisk(int errno) {
    numbers.putLong(Long.BYTES, errno);
  }

  void mendDisk() {
    numbers.putLong(Long.BYTES, 0);
  }
}
