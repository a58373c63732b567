package io.tollgate.lab.stack;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdiameter.api.Avp;
import org.jdiameter.api.AvpDataException;
import org.jdiameter.api.AvpSet;

/** Reads AVPs by a path of codes, from the octets: the stack's own dictionary is of no use here. */
public record AvpReader(AvpSet avps) {

  private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;

  public Optional<String> text(int... path) {
    return octets(path).map(value -> new String(value, StandardCharsets.UTF_8));
  }

  /** A 32 or 64 bit integer; 32 bit values are taken as signed. */
  public OptionalLong number(int... path) {
    return octets(path).map(AvpReader::integer).orElse(OptionalLong.empty());
  }

  public long numberOr(long absent, int... path) {
    return number(path).orElse(absent);
  }

  /** Seconds since 1970 of a Time AVP. */
  public OptionalLong time(int... path) {
    OptionalLong seconds = number(path);
    return seconds.isEmpty()
        ? seconds
        : OptionalLong.of((seconds.getAsLong() & 0xFFFFFFFFL) - SECONDS_1900_TO_1970);
  }

  public Optional<byte[]> octets(int... path) {
    return avps(path).stream().findFirst().map(AvpReader::raw);
  }

  public boolean has(int... path) {
    return !avps(path).isEmpty();
  }

  public int count(int... path) {
    return avps(path).size();
  }

  public List<AvpReader> groups(int... path) {
    List<AvpReader> groups = new ArrayList<>();
    avps(path).forEach(avp -> grouped(avp).map(AvpReader::new).ifPresent(groups::add));
    return groups;
  }

  public List<Long> numbers(int... path) {
    List<Long> numbers = new ArrayList<>();
    avps(path).forEach(avp -> integer(raw(avp)).ifPresent(numbers::add));
    return numbers;
  }

  public List<String> texts(int... path) {
    return avps(path).stream().map(avp -> new String(raw(avp), StandardCharsets.UTF_8)).toList();
  }

  /**
   * Only what lies on the way is read as a group: the stack forgets the octets of what it has read
   * so, and a 64 bit integer of the value 8 can be read as a group of one empty AVP.
   */
  private List<Avp> avps(int... path) {
    List<AvpSet> level = List.of(avps);
    for (int i = 0; i < path.length - 1; i++) {
      level = at(path[i], level).stream().flatMap(avp -> grouped(avp).stream()).toList();
    }
    return at(path[path.length - 1], level);
  }

  private static List<Avp> at(int code, List<AvpSet> level) {
    List<Avp> found = new ArrayList<>();
    level.forEach(set -> set.getAvps(code).forEach(found::add));
    return found;
  }

  private static Optional<AvpSet> grouped(Avp avp) {
    try {
      return Optional.ofNullable(avp.getGrouped());
    } catch (AvpDataException e) {
      return Optional.empty();
    }
  }

  private static byte[] raw(Avp avp) {
    try {
      return avp.getRaw();
    } catch (AvpDataException e) {
      return new byte[0];
    }
  }

  private static OptionalLong integer(byte[] value) {
    return switch (value.length) {
      case 4 -> OptionalLong.of(ByteBuffer.wrap(value).getInt());
      case 8 -> OptionalLong.of(ByteBuffer.wrap(value).getLong());
      default -> OptionalLong.empty();
    };
  }
}
