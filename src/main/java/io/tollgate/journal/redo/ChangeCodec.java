package io.tollgate.journal.redo;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.ClosingRecord;
import io.tollgate.journal.store.Kind;
import io.tollgate.journal.store.Pending;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes as octets, for the next process of the same version or a later one. */
public final class ChangeCodec {

  private static final int APPEND = 1;
  private static final int CLOSING = 2;
  private static final int SETTLE = 3;
  private static final int MARK_SENT = 4;
  private static final int SUPERSEDE = 5;
  private static final int REMOVE = 6;
  private static final int BURY = 7;
  private static final int REQUEUE = 8;

  /** What is owed follows from the record that is appended with it. */
  private static final int CLOSING_AFTER = 9;

  private ChangeCodec() {}

  public static byte[] write(List<Change> changes) {
    OctetWriter out = new OctetWriter();
    String appended = null;
    for (Change change : changes) {
      write(change, appended, out);
      if (change instanceof Change.Append c) {
        appended = c.record().body();
      }
    }
    return out.octets();
  }

  /**
   * @param appended the body of the record before, if any
   */
  private static void write(Change change, @Nullable String appended, OctetWriter out) {
    if (change instanceof Change.Append c) {
      out.octet(APPEND);
      write(c.record(), out);
    } else if (change instanceof Change.KeepClosing c) {
      boolean follows = c.closing().body().equals(appended);
      out.octet(follows ? CLOSING_AFTER : CLOSING);
      write(c.closing(), follows, out);
    } else if (change instanceof Change.Settle c) {
      out.octet(SETTLE);
      out.text(c.session());
    } else if (change instanceof Change.MarkSent c) {
      out.octet(MARK_SENT);
      out.number(c.id());
      out.flag(c.sent());
    } else if (change instanceof Change.Supersede c) {
      out.octet(SUPERSEDE);
      out.text(c.session());
      out.number(c.id());
    } else if (change instanceof Change.Remove c) {
      out.octet(REMOVE);
      out.number(c.id());
    } else if (change instanceof Change.Bury c) {
      out.octet(BURY);
      out.number(c.id());
      out.number(c.resultCode());
      out.text(c.reason());
      out.number(c.when().toEpochMilli());
    } else if (change instanceof Change.Requeue c) {
      out.octet(REQUEUE);
      out.number(c.id());
    } else {
      throw new IllegalArgumentException(change + " (expected: a change of records or sessions)");
    }
  }

  private static void write(Pending record, OctetWriter out) {
    out.number(record.id());
    out.text(record.channel().name());
    out.text(record.session());
    out.number(record.number());
    out.text(record.kind().name());
    out.number(record.stored().toEpochMilli());
    out.flag(record.sent());
    out.text(record.body());
  }

  private static void write(ClosingRecord closing, boolean follows, OctetWriter out) {
    out.text(closing.session());
    out.text(closing.channel().name());
    out.number(closing.number());
    out.number(closing.boot());
    out.number(closing.updated().toEpochMilli());
    if (!follows) {
      out.text(closing.body());
    }
    out.text(closing.unanswered());
  }

  static List<Change> read(byte[] octets) throws IOException {
    List<Change> changes = new ArrayList<>(3);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(octets));
    String appended = null;
    for (int type = in.read(); type >= 0; type = in.read()) {
      Change change = change(type, appended, in);
      changes.add(change);
      if (change instanceof Change.Append c) {
        appended = c.record().body();
      }
    }
    return changes;
  }

  private static Change change(int type, @Nullable String appended, DataInputStream in)
      throws IOException {
    return switch (type) {
      case APPEND -> new Change.Append(pending(in));
      case CLOSING -> new Change.KeepClosing(owed(null, in));
      case CLOSING_AFTER -> {
        if (appended == null) {
          throw new IOException("nothing is appended before what is owed after it");
        }
        yield new Change.KeepClosing(owed(appended, in));
      }
      case SETTLE -> new Change.Settle(text(in));
      case MARK_SENT -> new Change.MarkSent(in.readLong(), in.readBoolean());
      case SUPERSEDE -> new Change.Supersede(text(in), in.readLong());
      case REMOVE -> new Change.Remove(in.readLong());
      case BURY ->
          new Change.Bury(
              in.readLong(), in.readInt(), text(in), Instant.ofEpochMilli(in.readLong()));
      case REQUEUE -> new Change.Requeue(in.readLong());
      default -> throw new IOException("change of type " + type + " (expected: 1 to 9)");
    };
  }

  private static Pending pending(DataInputStream in) throws IOException {
    return new Pending(
        in.readLong(),
        ChargingInterface.valueOf(text(in)),
        text(in),
        in.readLong(),
        Kind.valueOf(text(in)),
        Instant.ofEpochMilli(in.readLong()),
        in.readBoolean(),
        text(in));
  }

  private static ClosingRecord owed(@Nullable String body, DataInputStream in) throws IOException {
    return new ClosingRecord(
        text(in),
        ChargingInterface.valueOf(text(in)),
        in.readLong(),
        in.readLong(),
        Instant.ofEpochMilli(in.readLong()),
        body == null ? text(in) : body,
        optional(in));
  }

  private static String text(DataInputStream in) throws IOException {
    String text = optional(in);
    if (text == null) {
      throw new IOException("a text is absent (expected: one)");
    }
    return text;
  }

  private static @Nullable String optional(DataInputStream in) throws IOException {
    int length = in.readInt();
    return length == OctetWriter.ABSENT
        ? null
        : new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }
}
