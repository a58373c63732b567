package io.tollgate.lab.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jdiameter.api.Avp;
import org.jdiameter.api.AvpDataException;
import org.jdiameter.api.AvpSet;

/** What a charging system knows: it refuses what has the M flag and is not there (RFC 6733 4.1). */
public final class StrictDictionary {
  private static final Logger LOG = LogManager.getLogger(StrictDictionary.class);

  private static final String TABLE = "dictionary.txt";
  private static final String GROUP = "group";

  private final Map<Key, Boolean> groups;

  private StrictDictionary(Map<Key, Boolean> groups) {
    this.groups = Map.copyOf(groups);
  }

  private record Key(long code, long vendor) {}

  /** One AVP that was refused, and the groups that it stands in, from the outside. */
  public record Refused(List<Avp> path) {

    /** Failed-AVP with the groups that lead to the AVP and nothing else (RFC 6733 7.5). */
    public void write(AvpWriter answer) {
      AvpSet at = answer.group(Code.FAILED_AVP).avps();
      for (Avp avp : path.subList(0, path.size() - 1)) {
        at = at.addGroupedAvp(avp.getCode(), avp.getVendorId(), avp.isMandatory(), false);
      }
      Avp last = path.get(path.size() - 1);
      try {
        at.addAvp(last.getCode(), last.getRaw(), last.getVendorId(), last.isMandatory(), false);
      } catch (AvpDataException e) {
        LOG.warn("AVP {}: {}", last.getCode(), e.getMessage());
      }
    }
  }

  /**
   * TS 32.299, RFC 8506 and RFC 6733.
   *
   * @param without codes that it is to lack
   */
  public static StrictDictionary without(List<Long> without) {
    Set<Long> lacking = new HashSet<>(without);
    Map<Key, Boolean> groups = new HashMap<>();
    try (InputStream in = StrictDictionary.class.getResourceAsStream(TABLE)) {
      if (in == null) {
        throw new IllegalStateException(TABLE + ": missing");
      }
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split(" "))
          .filter(words -> !lacking.contains(Long.parseLong(words[0])))
          .forEach(
              words ->
                  groups.put(
                      new Key(Long.parseLong(words[0]), Long.parseLong(words[1])),
                      words.length > 3 && words[3].equals(GROUP)));
    } catch (IOException e) {
      throw new IllegalStateException(TABLE + ": " + e, e);
    }
    return new StrictDictionary(groups);
  }

  /** Of an AVP by its code: 3GPP's, where the code is that of a charging AVP. */
  static long vendor(int code) {
    return without(List.of()).groups.containsKey(new Key(code, Code.TGPP)) ? Code.TGPP : 0;
  }

  /** The first that it does not know and may not skip. */
  public Optional<Refused> refused(LabRequest request) {
    return refused(request.avps().avps(), List.of());
  }

  private Optional<Refused> refused(AvpSet set, List<Avp> above) {
    for (Avp avp : set) {
      List<Avp> path = new ArrayList<>(above);
      path.add(avp);
      Boolean group = groups.get(new Key(avp.getCode(), avp.getVendorId()));
      if (group == null) {
        if (avp.isMandatory()) {
          return Optional.of(new Refused(path));
        }
      } else if (group) {
        try {
          Optional<Refused> within = refused(avp.getGrouped(), path);
          if (within.isPresent()) {
            return within;
          }
        } catch (AvpDataException e) {
          return Optional.of(new Refused(path));
        }
      }
    }
    return Optional.empty();
  }
}
