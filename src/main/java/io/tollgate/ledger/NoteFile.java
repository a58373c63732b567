package io.tollgate.ledger;

import io.tollgate.files.MappedFiles;
import io.tollgate.log.Brief;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Notes in a ring that is mapped into memory, so that those which are not in the history yet
 * outlive a kill. Each has its length and its checksum before it; what is done with is zeros, for
 * nothing of it is to stay. Without room on the disk nothing is noted.
 */
final class NoteFile {
  private static final Logger LOG = LogManager.getLogger(NoteFile.class);

  /** "TGN1": another version's notes are not read. */
  private static final int MARK = 0x54474e31;

  private static final int LOW = 8;
  private static final int HEADER = 64;
  private static final int RING = 8 << 20;
  private static final int ENTRY_HEADER = 8;
  private static final int ALIGNMENT = 8;

  private final @Nullable ByteBuffer file;
  private final List<byte[]> former = new ArrayList<>();

  /** Positions only rise; where they lie in the ring is their remainder. */
  private long head;

  private volatile long low;

  private NoteFile(@Nullable ByteBuffer file) {
    this.file = file;
  }

  /** Those beside a history, with what a former process left. */
  static NoteFile open(Path history) {
    Path path = history.resolveSibling(history.getFileName() + ".notes");
    try {
      NoteFile notes = new NoteFile(MappedFiles.asItIs(path, HEADER + RING));
      notes.readFormer();
      return notes;
    } catch (IOException e) {
      LOG.warn(
          "history: {} cannot be used, a kill may lose its last moment: {}", path, Brief.of(e));
      return new NoteFile(null);
    }
  }

  /** Whether what is told outlives the process. */
  boolean isKept() {
    return file != null;
  }

  /** What a former process had told and not written. */
  List<byte[]> former() {
    return former;
  }

  private void readFormer() {
    ByteBuffer open = file;
    if (open == null || open.getInt(0) != MARK) {
      return;
    }
    long at = Math.max(0, open.getLong(LOW));
    long end = at + RING;
    while (at < end) {
      int length = open.getInt(place(at));
      int checksum = open.getInt(place(at) + 4);
      if (length <= 0 || length > end - at - ENTRY_HEADER) {
        return;
      }
      byte[] note = new byte[length];
      copy(open, at + ENTRY_HEADER, note, true);
      if (checksum != checksum(note)) {
        return;
      }
      former.add(note);
      at += size(length);
    }
  }

  /** Begins anew, once what was left is in the history. */
  void clear() {
    ByteBuffer open = file;
    former.clear();
    if (open != null) {
      open.putInt(0, 0);
      zero(open, 0, RING);
      open.putLong(LOW, 0);
      open.putInt(0, MARK);
    }
    head = 0;
    low = 0;
  }

  // --- under the lock of whoever adds

  long head() {
    return head;
  }

  /**
   * @return false if there is no room for it
   */
  boolean add(byte[] note) {
    ByteBuffer open = file;
    if (open == null || size(note.length) > RING - (head - low)) {
      return false;
    }
    copy(open, head + ENTRY_HEADER, note, false);
    open.putInt(place(head) + 4, checksum(note));
    open.putInt(place(head), note.length);
    head += size(note.length);
    return true;
  }

  // --- on the ledger's thread

  boolean isFilling(long upTo) {
    return upTo - low > RING / 2;
  }

  /** What lies before is in the history. */
  void release(long upTo) {
    ByteBuffer open = file;
    long from = low;
    if (open != null && upTo > from) {
      open.putLong(LOW, upTo);
      zero(open, from, upTo - from);
      low = upTo;
    }
  }

  // --- the ring

  private static int place(long position) {
    return HEADER + (int) (position % RING);
  }

  private static int size(int length) {
    return (ENTRY_HEADER + length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  private static int checksum(byte[] note) {
    CRC32 sum = new CRC32();
    sum.update(note);
    return (int) sum.getValue();
  }

  private static void copy(ByteBuffer open, long position, byte[] note, boolean reading) {
    int place = place(position);
    int first = Math.min(note.length, HEADER + RING - place);
    if (reading) {
      open.get(place, note, 0, first);
      open.get(HEADER, note, first, note.length - first);
    } else {
      open.put(place, note, 0, first);
      open.put(HEADER, note, first, note.length - first);
    }
  }

  private static void zero(ByteBuffer open, long from, long octets) {
    byte[] zeros = new byte[(int) Math.min(octets, 1 << 16)];
    for (long done = 0; done < octets; done += zeros.length) {
      int length = (int) Math.min(zeros.length, octets - done);
      copy(open, from + done, length == zeros.length ? zeros : new byte[length], false);
    }
  }
}
