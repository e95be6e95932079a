/** Originals of machine recipes: JSON documents with a name, in all their versions. */
package dev.forge.starter.recipe;
