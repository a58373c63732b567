package io.tollgate.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files in memory: what is stored in them outlives the process, though not a power loss. */
public final class MappedFiles {

  private MappedFiles() {}

  /**
   * Maps a part of the file, all zeros. It is grown by writing, because a mapped page that the disk
   * has no room for would be a fault of the JVM.
   */
  public static MappedByteBuffer fresh(Path file, long from, int octets) throws IOException {
    Path folder = file.getParent();
    if (folder != null) {
      PrivateFiles.makeFolder(folder);
    }
    PrivateFiles.makeFile(file);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      write(channel, from, octets);
      channel.force(false);
      return channel.map(FileChannel.MapMode.READ_WRITE, from, octets);
    }
  }

  private static void write(FileChannel channel, long from, int octets) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate(octets);
    while (zeros.hasRemaining()) {
      channel.write(zeros, from + zeros.position());
    }
  }

  /** Maps the file as a former process left it; zeros are behind its end. */
  public static MappedByteBuffer asItIs(Path file, int octets) throws IOException {
    PrivateFiles.makeFile(file);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long there = channel.size();
      if (there < octets) {
        write(channel, there, (int) (octets - there));
        channel.force(false);
      }
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, octets);
    }
  }
}
