package io.tollgate.sip.body;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads who takes part out of conference-info documents (RFC 4575) that pass by. They come from
 * elsewhere: no DTD, no entities, bounded in octets and users.
 */
public final class ConferenceInfoReader {

  public static final String TYPE = "application/conference-info+xml";

  private static final String NAMESPACE = "urn:ietf:params:xml:ns:conference-info";
  private static final int MOST_OCTETS = 262_144;
  private static final int MOST_USERS = 1_000;
  private static final int MOST_DEPTH = 32;
  private static final int LONGEST_URI = 1_024;

  private final XMLInputFactory factory;

  public ConferenceInfoReader() {
    factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
  }

  /**
   * One document.
   *
   * @param entity the conference's URI
   * @param full false for what changed since the version before
   * @param over the conference is
   */
  public record Document(
      String entity, boolean full, boolean over, long version, List<Member> members) {

    public Document {
      members = List.copyOf(members);
    }
  }

  /**
   * @param attached whether one of the endpoints is connected or on hold
   */
  public record Member(String uri, boolean attached) {}

  /** Null where it is none, or too much. */
  public @Nullable Document read(byte[] document) {
    if (document.length > MOST_OCTETS) {
      return null;
    }
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(document));
      try {
        return new Reading(reader).document();
      } finally {
        reader.close();
      }
    } catch (XMLStreamException | RuntimeException e) {
      // The JDK's reader lets some malformed encodings out as unchecked exceptions.
      return null;
    }
  }

  private static final class Reading {
    private final XMLStreamReader reader;
    private final List<Member> members = new ArrayList<>();
    private int depth;
    private @Nullable String entity;
    private String state = "full";
    private long version;
    private @Nullable String user;
    private boolean attached;
    private boolean deleted;
    private boolean inStatus;

    Reading(XMLStreamReader reader) {
      this.reader = reader;
    }

    @Nullable Document document() throws XMLStreamException {
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamConstants.START_ELEMENT -> {
            depth++;
            if (depth > MOST_DEPTH || !start()) {
              return null;
            }
          }
          case XMLStreamConstants.END_ELEMENT -> {
            depth--;
            end();
          }
          case XMLStreamConstants.CHARACTERS -> {
            String text = reader.getText().strip();
            attached |= inStatus && (text.equals("connected") || text.equals("on-hold"));
          }
          case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> {
            return null;
          }
          default -> {}
        }
      }
      return entity == null
          ? null
          : new Document(entity, state.equals("full"), state.equals("deleted"), version, members);
    }

    private boolean start() {
      if (!NAMESPACE.equals(reader.getNamespaceURI())) {
        return depth > 1;
      }
      String element = reader.getLocalName();
      if (depth == 1) {
        entity = bounded(reader.getAttributeValue(null, "entity"));
        String written = reader.getAttributeValue(null, "state");
        state = written == null ? state : written;
        String number = reader.getAttributeValue(null, "version");
        version = number != null && number.matches("\\d{1,10}") ? Long.parseLong(number) : 0;
        return element.equals("conference-info") && entity != null;
      }
      if (element.equals("user")) {
        user = bounded(reader.getAttributeValue(null, "entity"));
        attached = false;
        deleted = "deleted".equals(reader.getAttributeValue(null, "state"));
      }
      inStatus = element.equals("status") && user != null;
      return members.size() < MOST_USERS;
    }

    private void end() {
      inStatus = false;
      String who = user;
      if (who != null
          && reader.getLocalName().equals("user")
          && NAMESPACE.equals(reader.getNamespaceURI())) {
        members.add(new Member(who, attached && !deleted));
        user = null;
      }
    }

    private static @Nullable String bounded(@Nullable String uri) {
      return uri == null || uri.isBlank() || uri.length() > LONGEST_URI ? null : uri.strip();
    }
  }
}
