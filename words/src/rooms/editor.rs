use crate::vocabulary::vocabulary;

vocabulary! {
    /// The editor of formatted text, which is written in TypeScript: `words.ts` and `loader-words.ts`
    /// in `browser/editor/src` are generated from these words.
    Editor {
        toolbar,
        keyboard_hint,
        not_loaded,
        paragraph_style,
        paragraph,
        title,
        subtitle,
        characters,
        bold,
        italic,
        underlined,
        struck_out,
        lists_quotation_link,
        bullet_list,
        numbered_list,
        quotation,
        link,
        alignment,
        align_left,
        align_centre,
        align_right,
        justify,
        history,
        undo,
        redo,
        shift_key,
        link_address,
        link_hint,
        link_wrong,
        link_apply,
        link_remove,
        close,
        pasted_table,
        pasted_picture,
        pasted_file,
        pasted_hidden,
    }
}
