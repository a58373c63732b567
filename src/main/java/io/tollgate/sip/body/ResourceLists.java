package io.tollgate.sip.body;

import io.tollgate.conference.Duplicates;
import io.tollgate.conference.UserAddress;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads a resource-lists document (RFC 4826 3) with copy control (RFC 5364). It comes from
 * strangers: no DTD, no entities but XML's own five, bounded in bytes, depth and entries, read as a
 * stream that stops at the first thing it may not hold.
 */
public final class ResourceLists {

  private static final String NAMESPACE = "urn:ietf:params:xml:ns:resource-lists";
  private static final String COPY_CONTROL = "urn:ietf:params:xml:ns:copycontrol";
  private static final int MAX_URI = 1024;
  private static final int MAX_NAME = 256;

  private final XMLInputFactory factory;
  private final ListLimits limits;

  public ResourceLists(ListLimits limits) {
    this.limits = limits;
    factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setXMLResolver(
        (publicId, systemId, baseUri, namespace) -> {
          throw new XMLStreamException("external entity: " + systemId + " (expected: none)");
        });
  }

  /** The entries in document order. */
  public List<ListEntry> read(byte[] document) throws BodyException {
    if (document.length > limits.bytes()) {
      throw new BodyException(
          413,
          "resource list of " + document.length + " bytes (expected: <= " + limits.bytes() + ")");
    }
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(document));
      try {
        return new Reading(reader).entries();
      } finally {
        reader.close();
      }
    } catch (XMLStreamException e) {
      throw new BodyException(400, "resource list is not well-formed XML", e);
    } catch (RuntimeException e) {
      // The JDK's reader lets some malformed encodings out as unchecked exceptions.
      throw new BodyException(400, "resource list cannot be read", e);
    }
  }

  private final class Reading {
    private final XMLStreamReader reader;
    private final List<ListEntry> entries = new ArrayList<>();
    private final Set<UserAddress> seen = new LinkedHashSet<>();
    private int depth;
    private @Nullable ListEntry open;
    private @Nullable StringBuilder name;

    Reading(XMLStreamReader reader) {
      this.reader = reader;
    }

    List<ListEntry> entries() throws XMLStreamException, BodyException {
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamConstants.START_ELEMENT -> start();
          case XMLStreamConstants.END_ELEMENT -> end();
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text();
          case XMLStreamConstants.DTD ->
              throw new BodyException(400, "resource list with a DTD (expected: none)");
          case XMLStreamConstants.ENTITY_REFERENCE ->
              throw new BodyException(400, "resource list with an entity (expected: none)");
          default -> {}
        }
      }
      return entries;
    }

    private void start() throws BodyException {
      depth++;
      if (depth > limits.depth()) {
        throw new BodyException(
            413, "resource list nested deeper than " + limits.depth() + " elements");
      }
      String element = reader.getLocalName();
      if (depth == 1
          && !(element.equals("resource-lists") && NAMESPACE.equals(reader.getNamespaceURI()))) {
        throw new BodyException(400, "root element: " + element + " (expected: resource-lists)");
      }
      if (!NAMESPACE.equals(reader.getNamespaceURI())) {
        return;
      }
      switch (element) {
        case "entry" -> open = entry();
        case "display-name" -> name = new StringBuilder();
        // Following references would let a list point at itself or at any host.
        case "entry-ref", "external" ->
            throw new BodyException(488, element + " in a resource list (expected: entry)");
        default -> {}
      }
    }

    private ListEntry entry() throws BodyException {
      String uri = reader.getAttributeValue(null, "uri");
      if (uri == null || uri.isBlank() || uri.length() > MAX_URI) {
        throw new BodyException(400, "entry of a resource list without a usable uri");
      }
      String control = reader.getAttributeValue(COPY_CONTROL, "copyControl");
      String anonymize = reader.getAttributeValue(COPY_CONTROL, "anonymize");
      return new ListEntry(
          uri.strip(),
          null,
          control == null ? "to" : control.toLowerCase(Locale.ROOT),
          "true".equals(anonymize) || "1".equals(anonymize));
    }

    private void text() {
      if (name != null && name.length() < MAX_NAME) {
        String text = reader.getText();
        name.append(text, 0, Math.min(text.length(), MAX_NAME - name.length()));
      }
    }

    private void end() throws BodyException {
      depth--;
      if (!NAMESPACE.equals(reader.getNamespaceURI())) {
        return;
      }
      if (reader.getLocalName().equals("display-name")) {
        if (open != null && name != null) {
          open =
              new ListEntry(
                  open.uri(), name.toString().strip(), open.copyControl(), open.anonymize());
        }
        name = null;
      } else if (reader.getLocalName().equals("entry") && open != null) {
        add(open);
        open = null;
      }
    }

    private void add(ListEntry entry) throws BodyException {
      if (!seen.add(UserAddress.of(entry.uri()))) {
        if (limits.duplicates() == Duplicates.REFUSE) {
          throw new BodyException(400, "resource list names " + entry.uri() + " more than once");
        }
        return;
      }
      if (entries.size() == limits.entries()) {
        throw new BodyException(413, "resource list of more than " + limits.entries() + " entries");
      }
      entries.add(entry);
    }
  }
}
