package io.tollgate.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The reference: records one after the other in a file, group commit, nothing else. */
final class PlainAppendFile implements AppendStore {

  private record Entry(byte[] octets, Runnable durable) {}

  private final FileChannel file;
  private final Thread writer;
  private List<Entry> waiting = new ArrayList<>();
  private boolean closed;

  PlainAppendFile(Path path) throws IOException {
    file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    writer = new Thread(this::run, "plain-file");
    writer.start();
  }

  @Override
  public void append(long id, String body, Runnable durable) {
    byte[] octets = body.getBytes(StandardCharsets.UTF_8);
    synchronized (this) {
      waiting.add(new Entry(octets, durable));
      if (waiting.size() == 1) {
        notifyAll();
      }
    }
  }

  private synchronized List<Entry> takeAll() throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      wait();
    }
    List<Entry> taken = waiting;
    waiting = new ArrayList<>();
    return taken;
  }

  private void run() {
    try {
      for (List<Entry> batch = takeAll(); !batch.isEmpty(); batch = takeAll()) {
        write(batch);
        batch.forEach(entry -> entry.durable().run());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(List<Entry> batch) throws IOException {
    int length = batch.stream().mapToInt(entry -> 4 + entry.octets().length).sum();
    ByteBuffer buffer = ByteBuffer.allocate(length);
    batch.forEach(entry -> buffer.putInt(entry.octets().length).put(entry.octets()));
    buffer.flip();
    while (buffer.hasRemaining()) {
      file.write(buffer);
    }
    file.force(false);
  }

  @Override
  public void close() throws IOException {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    file.close();
  }
}
