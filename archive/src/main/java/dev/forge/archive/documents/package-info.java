/**
 * Documents with a name, in all their versions, wherever they lie. {@link dev.forge.archive.documents.Documents} is the
 * port; mains choose what is behind it.
 */
package dev.forge.archive.documents;
